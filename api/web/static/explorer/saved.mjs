// Views saved by name: in this browser, and as a file to take along. A view is its address.

import {say} from './chosen.mjs';
import {make} from './tables.mjs';

const PLACE = 'envgov.views', MOST = 200, LONGEST = 16000;

/** Let the reader save the address of this page by name, open and delete what was saved, write and read it as a file. */
export function savedViews({words, announce, address}) {
  const list = document.getElementById('saved-list'), name = document.getElementById('save-name');
  document.getElementById('saved').hidden = false;

  function show() {
    list.replaceChildren(...read().map((view) => entry(view, words, () => keep(read().filter((each) => each.name !== view.name)))));
  }

  function keep(views) {
    localStorage.setItem(PLACE, JSON.stringify(views.slice(-MOST)));
    show();
  }

  document.getElementById('save').addEventListener('submit', (event) => {
    event.preventDefault();
    const named = name.value.trim();
    if (!named) return;
    keep([...read().filter((each) => each.name !== named), {name: named, search: address()}]);
    name.value = '';
    announce(say(words.saved, {name: named}));
  });
  document.getElementById('save-file').addEventListener('click', () => {
    download(new Blob([JSON.stringify(read(), null, 1)], {type: 'application/json'}), 'envgov-views.json');
  });
  document.getElementById('load-file').addEventListener('change', async (event) => {
    const file = event.target.files[0];
    const given = file ? sound(await file.text()) : [];
    if (given.length) keep([...read().filter((each) => !given.some((view) => view.name === each.name)), ...given]);
    else announce(words.bad_file);
  });
  show();
}

function read() {
  return sound(localStorage.getItem(PLACE) || '[]');
}

// What is stored or in a file is not trusted: a name and the part of an address behind its question mark, or it is left out.
function sound(text) {
  try {
    const found = JSON.parse(text);
    return Array.isArray(found) ? found.filter(isView).map(({name, search}) => ({name: name.slice(0, 60), search})) : [];
  } catch {
    return [];
  }
}

function isView(view) {
  return view !== null && typeof view === 'object' && typeof view.name === 'string' && typeof view.search === 'string'
    && view.search.length <= LONGEST;
}

function entry(view, words, remove) {
  const button = make('button', {type: 'button', className: 'small'}, [words.delete]);
  button.setAttribute('aria-label', `${words.delete} ${view.name}`);
  button.addEventListener('click', remove);
  return make('li', {}, [make('a', {href: `/explore?${new URLSearchParams(view.search)}`}, [view.name]), ' ', button]);
}

/** Give the reader a file. */
export function download(blob, name) {
  const link = make('a', {href: URL.createObjectURL(blob), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
