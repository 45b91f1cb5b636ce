// The filters: the legend, region, confidence, derived, and the slider over the dates of events.

import {make} from './tables.mjs';

/** Let the form change the state; `change` gets the part that changes. Returns what shows a state in the form. */
export function filterForm(form, figure, change) {
  const slider = sliderOf(form, figure, change);
  let filled = figure;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', (event) => {
    const {name} = event.target;
    if (name === 'kind') change({kinds: kindsOf(form)});
    else if (name === 'confidence') change({confidence: Math.min(1, Math.max(0, Number(event.target.value) || 0))});
    else if (name === 'derived') change({derived: event.target.value === 'true'});
    else if (name) change({[name]: event.target.value});
  });
  return (state, drawn) => {
    if (drawn !== filled) {
      fillLegend(form, drawn);
      fillRegions(form.elements.region, drawn.places);
      filled = drawn;
    }
    for (const box of form.querySelectorAll('[name=kind]')) box.checked = !state.kinds.length || state.kinds.includes(box.value);
    for (const name of ['region', 'since', 'until', 'confidence']) form.elements[name].value = state[name];
    form.elements.derived.value = String(state.derived);
    slider(state);
  };
}

// All kinds are no filter, and none as well: an empty picture helps nobody.
function kindsOf(form) {
  const boxes = [...form.querySelectorAll('[name=kind]')], ticked = boxes.filter((box) => box.checked);
  return ticked.length === boxes.length ? [] : ticked.map((box) => box.value);
}

function fillLegend(form, figure) {
  for (const count of form.querySelectorAll('[data-count]')) {
    const number = figure.nodes.filter((node) => node.label === count.dataset.count).length;
    count.textContent = number;
    count.closest('label').hidden = !number;
  }
}

function fillRegions(select, places) {
  const [any] = select.options;
  select.replaceChildren(any, ...places.map((place) => make('option', {value: place.uid}, [place.name])));
}

function sliderOf(form, figure, change) {
  const months = monthsOf(figure);
  const since = document.getElementById('slide-since'), until = document.getElementById('slide-until');
  if (months.length < 2) return () => {};
  form.querySelector('.slider').hidden = false;
  const last = months.length - 1;
  since.max = until.max = last;
  const move = () => change({
    since: Number(since.value) > 0 ? `${months[since.value]}-01` : '',
    until: Number(until.value) < last ? lastDay(months[until.value]) : '',
  });
  since.addEventListener('input', () => { if (Number(since.value) > Number(until.value)) until.value = since.value; move(); });
  until.addEventListener('input', () => { if (Number(until.value) < Number(since.value)) since.value = until.value; move(); });
  return (state) => {
    since.value = state.since ? Math.max(0, months.findIndex((month) => month >= state.since.slice(0, 7))) : 0;
    const beyond = months.findIndex((month) => month > state.until.slice(0, 7));
    until.value = state.until && beyond >= 0 ? Math.max(0, beyond - 1) : last;
    for (const input of [since, until]) {
      input.labels[0].querySelector('output').textContent = months[input.value];
      input.setAttribute('aria-valuetext', months[input.value]);
    }
  };
}

/** Return every month from the first event of a figure to the last. */
export function monthsOf(figure) {
  const days = figure.nodes.filter((node) => node.since && node.until).flatMap((node) => [node.since, node.until]).sort();
  if (!days.length) return [];
  const found = [];
  const [last] = days.slice(-1);
  for (let month = days[0].slice(0, 7); month <= last.slice(0, 7) && found.length < 2400; month = next(month)) found.push(month);
  return found;
}

function next(month) {
  const [year, number] = month.split('-').map(Number);
  return number === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`;
}

function lastDay(month) {
  const [year, number] = month.split('-').map(Number);
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
}
