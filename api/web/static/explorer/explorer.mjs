// The explorer: a figure, a state, and what changes them. Every change goes the same way: a new state, then the page shows it.

import {apply, eyeOf, fit, look, makeCanvas, merge, picture, reveal, select, towards} from './canvas.mjs';
import {say, showChosen, spoken} from './chosen.mjs';
import {shown} from './filters.mjs';
import {listen} from './keys.mjs';
import {filterForm} from './narrowing.mjs';
import {download} from './saved.mjs';
import {Past, readEye, readState, searchOf} from './state.mjs';
import {fillTables} from './tables.mjs';

const PAUSE = 300; // milliseconds after the view came to rest before the address is written
const STEP = 20; // how far an arrow moves a pinned node
const NOTHING = Object.freeze({...readState(''), add: []}); // no filter: the server sends the whole figure
const MOVED = 2; // pixels; a node dragged less was only touched

/** One picture with its state. */
export class Explorer {
  constructor(figure, state, {base, words, announce}) {
    Object.assign(this, {figure, base, words, announce, chosen: null, pathFrom: null, waiting: 0});
    this.past = new Past(state);
    this.figures = new Map([[state.add.join('_'), figure]]);
    this.section = document.getElementById('chosen');
    this.idle = this.section.textContent.trim();
    const canvas = document.getElementById('canvas');
    canvas.hidden = false;
    this.cy = makeCanvas(canvas, figure, {
      tap: (element) => this.choose(element), open: (node) => this.open(node), drag: (node) => this.drag(node), move: () => this.rest(),
    });
    this.showFilters = filterForm(document.getElementById('narrow'), figure, (part) => this.change(part));
    listen(canvas, {move: (direction, pinned) => this.move(direction, pinned), act: (name) => this.act(name)});
    // Only for who comes by keys: a click would find the view moved under the pointer.
    canvas.addEventListener('focus', () => { if (!this.chosen && canvas.matches(':focus-visible')) this.choose(this.first()); });
    const eye = readEye(location.search); // before the address is written
    this.show(false);
    if (eye) look(this.cy, eye);
    else fit(this.cy);
  }

  get state() {
    return this.past.now;
  }

  /** Change part of the state; what was before can be undone. */
  async change(part, said = '') {
    const next = {...this.state, ...part};
    if (!(await this.fetched(next))) return;
    this.past.push(next);
    this.show();
    this.announce(said || (part.add && this.figure.said) || this.summary());
  }

  /** Take the figure of a state, from the service where it was not seen yet. */
  async fetched(state) {
    const key = state.add.join('_');
    let figure = this.figures.get(key);
    if (!figure) {
      const answer = await fetch(`/explore.json?${searchOf([...this.base, ['add', key]], NOTHING)}`);
      if (!answer.ok) {
        const problem = answer.headers.get('content-type')?.includes('json') ? (await answer.json()).detail : '';
        this.announce(problem || this.words.failed);
        return false;
      }
      figure = await answer.json();
      this.figures.set(key, figure);
    }
    if (figure !== this.figure) {
      this.figure = figure;
      merge(this.cy, figure);
    }
    return true;
  }

  /** Show the state: the picture, the tables, the form, the links, the address. */
  show(tables = true) {
    this.visible = shown(this.figure, this.state);
    apply(this.cy, this.visible, this.state.pin);
    this.showFilters(this.state, this.figure);
    if (tables) fillTables(this.figure, this.visible, this.words);
    if (this.chosen && (this.chosen.removed() || this.chosen.hasClass('gone'))) this.chosen = null;
    select(this.cy, this.chosen);
    this.describe();
    this.write();
  }

  describe() {
    showChosen(this.section, this.chosen, {words: this.words, idle: this.idle, act: (name) => this.act(name), pathFrom: this.pathFrom});
  }

  summary() {
    const gone = this.figure.nodes.length - this.visible.nodes.size;
    const text = say(this.words.shown, {nodes: this.visible.nodes.size, edges: this.visible.edges.size});
    return gone ? `${text}；${say(this.words.filtered, {count: gone})}` : text;
  }

  /** The address of all that is seen, without its path. */
  address() {
    return searchOf(this.base, this.state, eyeOf(this.cy));
  }

  write() {
    history.replaceState(null, '', `?${this.address()}`);
    const search = searchOf(this.base, this.state);
    for (const link of document.querySelectorAll('#exports [data-form]')) link.href = `/explore.${link.dataset.form}?${search}`;
  }

  rest() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.write(), PAUSE);
  }

  first() {
    const centre = this.cy.getElementById(this.figure.centre);
    return centre.nonempty() && !centre.hasClass('gone') ? centre : this.cy.nodes().not('.gone').first();
  }

  choose(element) {
    this.chosen = element && element.nonempty() ? element : null;
    select(this.cy, this.chosen);
    if (this.chosen?.isNode()) reveal(this.cy, this.chosen);
    this.describe();
    if (this.chosen) this.announce(spoken(this.chosen, this.words));
  }

  /** Choose a node that is in the figure, shown again where it was hidden; False where it is not in it. */
  find(uid) {
    const node = this.cy.getElementById(uid);
    if (node.empty()) return false;
    if (node.hasClass('gone')) this.past.push({...this.state, hide: this.state.hide.filter((key) => key !== node.data('key')), kinds: [], region: ''});
    this.show();
    this.choose(node);
    document.getElementById('canvas').focus();
    return true;
  }

  async add(uid) {
    if (this.find(uid)) return;
    await this.change({add: [...this.state.add, `n.${uid}`]});
    this.find(uid);
  }

  drag(node) {
    const {x, y} = node.position(), data = node.data(), at = this.state.pin[data.key] || [data.x, data.y];
    if (Math.hypot(x - at[0], y - at[1]) > MOVED) this.change({pin: {...this.state.pin, [data.key]: [x, y]}}, `${data.name}，${this.words.pinned}`);
  }

  move(direction, pinned) {
    if (!this.chosen?.isNode()) this.choose(this.first());
    else if (pinned) this.shift(this.chosen, direction);
    else this.choose(towards(this.cy, this.chosen, direction) || this.chosen);
  }

  shift(node, [dx, dy]) {
    const {x, y} = node.position();
    this.change({pin: {...this.state.pin, [node.data('key')]: [x + STEP * dx, y + STEP * dy]}}, `${node.data('name')}，${this.words.pinned}`);
  }

  open(node) {
    location.href = node.isNode() ? node.data('page') : `/facts/${node.data('fact')}`;
  }

  /** Do what a key or a button says. */
  act(name) {
    const general = {
      undo: () => this.back(-1), redo: () => this.back(1), fit: () => fit(this.cy), png: () => download(picture(this.cy), 'envgov.png'),
      closer: () => this.zoom(1.25), farther: () => this.zoom(0.8), nothing: () => this.choose(null), show: () => this.change({hide: []}),
      search: () => document.getElementById('seek-text').focus(), help: () => this.help(),
    }[name];
    if (general) return general();
    if (!this.chosen) return this.announce(this.words.pick);
    if (name === 'open') return this.open(this.chosen);
    if (!this.chosen.isNode()) return this.announce(this.words.pick);
    return {
      expand: () => this.expand(), hide: () => this.hide(), pin: () => this.pin(), path: () => this.path(),
      before: () => this.along(-1), after: () => this.along(1),
    }[name]();
  }

  expand() {
    return this.change({add: [...this.state.add, `e.${this.chosen.data('key')}`]});
  }

  hide() {
    const {key, name} = this.chosen.data();
    const next = this.chosen.neighborhood('node').not('.gone').first();
    this.chosen = next.nonempty() ? next : null;
    return this.change({hide: [...this.state.hide, key]}, say(this.words.hidden, {name}));
  }

  pin() {
    const {key} = this.chosen.data(), {[key]: at, ...others} = this.state.pin, {x, y} = this.chosen.position();
    return this.change({pin: at ? others : {...this.state.pin, [key]: [x, y]}}, spoken(this.chosen, this.words));
  }

  /** Begin a path here, or end the one that was begun. */
  async path() {
    const uid = this.chosen.id();
    if (!this.pathFrom || this.pathFrom === uid) {
      this.pathFrom = uid;
      this.describe();
      return this.announce(say(this.words.path_from, {name: this.chosen.data('name')}));
    }
    const from = this.cy.getElementById(this.pathFrom);
    this.pathFrom = null;
    if (from.empty()) return this.path();
    return this.change({add: [...this.state.add, `p.${from.data('key')}.${this.chosen.data('key')}`]});
  }

  /** Go to the next neighbour of the node from which one came, or of this one. */
  along(step) {
    const around = this.chosen.neighborhood('node').not('.gone').toArray();
    const home = this.home && !this.home.removed() && this.chosen.neighborhood('node').contains(this.home) ? this.home : null;
    const ring = home ? home.neighborhood('node').not('.gone').toArray() : around;
    if (!ring.length) return;
    const at = home ? ring.findIndex((node) => node.same(this.chosen)) : -1;
    if (!home) this.home = this.chosen;
    this.choose(ring[(at + step + ring.length) % ring.length]);
  }

  async back(step) {
    if (!this.past.go(step)) return this.announce(this.words.nothing_to_undo);
    if (!(await this.fetched(this.state))) return void this.past.go(-step);
    this.show();
    this.announce(`${step < 0 ? this.words.undone : this.words.redone}；${this.summary()}`);
  }

  zoom(factor) {
    const at = this.chosen?.isNode() ? this.chosen.renderedPosition() : {x: this.cy.width() / 2, y: this.cy.height() / 2};
    this.cy.zoom({level: this.cy.zoom() * factor, renderedPosition: at});
  }

  help() {
    const help = document.getElementById('help');
    help.hidden = !help.hidden;
    if (!help.hidden) help.scrollIntoView({block: 'nearest'});
    document.querySelector('[data-do=help]').setAttribute('aria-expanded', String(!help.hidden));
  }
}
