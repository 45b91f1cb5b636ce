// Begin: read what the server put into the page, make the explorer where there is a picture, and the search box in any case.

import {Explorer} from './explorer.mjs';
import {savedViews} from './saved.mjs';
import {searchBox} from './search.mjs';
import {baseOf, readState} from './state.mjs';

const data = JSON.parse(document.getElementById('figure').textContent);
const status = document.getElementById('status');
const base = baseOf(location.search);

/** Say something aloud. */
function announce(text) {
  if (status) status.textContent = text;
}

/** Begin a picture around something. */
function begin(uid) {
  const language = base.filter(([name]) => name === 'lang');
  location.href = `/explore?${new URLSearchParams([['around', uid], ...language])}`;
}

const explorer = data.drawn ? new Explorer(data, readState(location.search), {base, words: data.words, announce}) : null;
if (explorer) {
  const tools = document.querySelector('.tools');
  tools.hidden = false;
  tools.addEventListener('click', (event) => { if (event.target.dataset.do) explorer.act(event.target.dataset.do); });
}
searchBox(document.getElementById('seek-text'), document.getElementById('seek-list'),
  {words: data.words, names: data.kinds, kinds: data.searched, announce}, (uid) => (explorer ? explorer.add(uid) : begin(uid)));
savedViews({words: data.words, announce, address: () => (explorer ? explorer.address() : location.search.slice(1))});
