// The picture: cytoscape on a canvas, with places from the server; what is pinned lies where the reader put it.

import {edgeOf, elementsOf, nodeOf, styleOf} from './style.mjs';

const LARGE = 600; // nodes; while the view of more moves, the relationships are not drawn

/** Make the picture of a figure in an element; `on` is told of taps, drags and moves of the view. */
export function makeCanvas(container, figure, on) {
  const large = figure.nodes.length > LARGE;
  const cy = globalThis.cytoscape({
    container, elements: elementsOf(figure), style: styleOf(figure.looks, figure.edges.length), layout: {name: 'preset', fit: false},
    minZoom: 0.04, maxZoom: 4, hideEdgesOnViewport: large, textureOnViewport: large, boxSelectionEnabled: false,
    autounselectify: true,
  });
  cy.on('tap', (event) => on.tap(event.target === cy ? null : event.target));
  cy.on('dbltap', 'node', (event) => on.open(event.target));
  cy.on('dragfree', 'node', (event) => on.drag(event.target));
  cy.on('viewport', on.move);
  cy.one('render', () => { container.dataset.drawn = String(performance.now()); });
  return cy;
}

/** Show a figure that a step made: new elements come, those that are gone go, the others stay where they are. */
export function merge(cy, figure) {
  const kept = new Set([...figure.nodes.map((node) => node.uid), ...figure.edges.map((edge) => edge.fact)]);
  cy.batch(() => {
    cy.elements().filter((element) => !kept.has(element.id())).remove();
    for (const node of figure.nodes) put(cy, nodeOf(node));
    for (const edge of figure.edges) put(cy, edgeOf(edge));
  });
  cy.style(styleOf(figure.looks, figure.edges.length));
}

function put(cy, element) {
  const known = cy.getElementById(element.data.id);
  if (known.empty()) cy.add({group: element.data.source ? 'edges' : 'nodes', ...element});
  else known.data(element.data).toggleClass('path', Boolean(element.data.path));
}

/** Show only some elements, and pinned nodes where they were put; what is so already is not touched, as that costs time. */
export function apply(cy, visible, pin) {
  cy.batch(() => {
    cy.nodes().forEach((node) => {
      const at = pin[node.data('key')], [x, y] = at || [node.data('x'), node.data('y')], now = node.position();
      mark(node, 'gone', !visible.nodes.has(node.id()));
      mark(node, 'pinned', Boolean(at));
      if (now.x !== x || now.y !== y) node.position({x, y});
    });
    cy.edges().forEach((edge) => mark(edge, 'gone', !visible.edges.has(edge.id())));
  });
}

function mark(element, name, wanted) {
  if (element.hasClass(name) !== wanted) element.toggleClass(name, wanted);
}

/** Select an element, or with null nothing; what is not beside it becomes faint. */
export function select(cy, element) {
  cy.batch(() => {
    cy.elements('.faint, .near, .chosen').removeClass('faint near chosen');
    if (!element) return;
    element.addClass('chosen');
    const near = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
    cy.elements().not(near).addClass('faint');
    near.edges().addClass('near');
  });
}

/** Return the zoom and the middle of the view. */
export function eyeOf(cy) {
  const zoom = cy.zoom(), pan = cy.pan();
  return {zoom, x: (cy.width() / 2 - pan.x) / zoom, y: (cy.height() / 2 - pan.y) / zoom};
}

/** Look at a place. */
export function look(cy, eye) {
  cy.viewport({zoom: eye.zoom, pan: {x: cy.width() / 2 - eye.x * eye.zoom, y: cy.height() / 2 - eye.y * eye.zoom}});
}

/** Bring all that is shown into view. */
export function fit(cy) {
  const some = cy.elements().not('.gone');
  if (some.nonempty()) cy.fit(some, 24);
  if (cy.zoom() > 1.4) cy.zoom({level: 1.4, renderedPosition: {x: cy.width() / 2, y: cy.height() / 2}});
}

/** Move the view where needed, so that a node is seen. */
export function reveal(cy, node) {
  const at = node.renderedPosition();
  const seen = at.x > 40 && at.y > 30 && at.x < cy.width() - 40 && at.y < cy.height() - 30;
  if (!seen) cy.center(node);
}

/** Return the nearest shown node in a direction, or null. */
export function towards(cy, from, [dx, dy]) {
  let best = null, least = Infinity;
  cy.nodes().not('.gone').forEach((node) => {
    if (node.same(from)) return;
    const x = node.position('x') - from.position('x'), y = node.position('y') - from.position('y');
    const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0 || aside > along * 2) return;
    if (along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
  });
  return best;
}

/** Return the picture as a PNG. */
export function picture(cy) {
  return cy.png({output: 'blob', full: true, scale: 2, bg: '#fff', maxWidth: 8000, maxHeight: 8000});
}
