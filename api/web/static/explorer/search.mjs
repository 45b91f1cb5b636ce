// The search box: names as one types, chosen by arrow keys and Enter; without a choice the form asks the server.

import {say} from './chosen.mjs';
import {make} from './tables.mjs';

const PAUSE = 200; // milliseconds after a key before the service is asked
const HITS = 8;

/** Search while one types; `choose` gets the uid and the name of what is taken. */
export function searchBox(box, list, context, choose) {
  let waiting = 0, asked = 0, at = -1;
  const options = () => [...list.children].filter((each) => each.dataset.uid);

  function close() {
    list.hidden = true;
    at = -1;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  function mark(next) {
    const some = options();
    at = some.length ? (next + some.length) % some.length : -1;
    some.forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    if (at >= 0) box.setAttribute('aria-activedescendant', some[at].id);
  }

  function take(option) {
    close();
    box.value = '';
    choose(option.dataset.uid, option.dataset.name);
  }

  async function ask() {
    const text = box.value.trim(), turn = ++asked;
    if (!text) return close();
    const found = await find(text, context);
    if (turn !== asked) return;
    list.replaceChildren(...found.map((hit, index) => optionOf(hit, index, context, take)));
    if (!found.length) list.append(make('li', {className: 'quiet'}, [context.words.no_results]));
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    at = -1;
    context.announce(say(context.words.results, {count: found.length}));
  }

  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown' && !list.hidden) mark(at + 1);
    else if (event.key === 'ArrowUp' && !list.hidden) mark(at - 1);
    else if (event.key === 'Enter' && at >= 0) take(options()[at]);
    else return;
    event.preventDefault();
  });
  box.addEventListener('blur', () => setTimeout(close, PAUSE));
}

async function find(text, {kinds}) {
  const asked = new URLSearchParams([['q', text], ['limit', String(HITS)], ...kinds.map((kind) => ['kind', kind])]);
  const answer = await fetch(`/v1/search?${asked}`, {headers: {Accept: 'application/json'}});
  return answer.ok ? (await answer.json()).data : [];
}

function optionOf(hit, index, {names}, take) {
  const option = make('li', {id: `seek-${index}`, role: 'option'}, [hit.name, ' ', make('span', {className: 'quiet'}, [names[hit.kind] || hit.kind])]);
  option.dataset.uid = hit.uid;
  option.dataset.name = hit.name;
  option.setAttribute('aria-selected', 'false');
  option.addEventListener('mousedown', (event) => {
    event.preventDefault();
    take(option);
  });
  return option;
}
