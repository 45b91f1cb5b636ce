// How a figure looks in cytoscape: sizes and places come from the server. Imports nothing, so that the offline file can hold it.

const INK = '#1b1f23', TIE = '#7b8794', SOFT = '#4d5761', PATH = '#b3261e', FOCUS = '#d97a00';
const FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const LEAST = 6.5; // pixels; cytoscape rounds the zoom up to a power of two before it compares
const NAMED = 60; // relationships; with more, their names cover each other and only those of the selected node are shown
const STRAIGHT = 700; // relationships; with more, parallel ones are not bent apart and arrows are left out

/** Return the elements of a figure. */
export function elementsOf(figure) {
  return {nodes: figure.nodes.map(nodeOf), edges: figure.edges.map(edgeOf)};
}

/** Return a node as cytoscape takes it. */
export function nodeOf(node) {
  return {data: {...node, id: node.uid}, position: {x: node.x, y: node.y}, classes: node.label};
}

/** Return a relationship as cytoscape takes it. */
export function edgeOf(edge) {
  const classes = [edge.derived ? 'derived' : '', edge.path ? 'path' : '', edge.soft ? 'soft' : ''].join(' ');
  return {data: {...edge, id: edge.fact}, classes};
}

/** Return the style sheet of a figure with so many relationships. */
export function styleOf(looks, edges) {
  return [...general(edges), ...Object.entries(looks).map(kind), ...states(edges)];
}

function general(edges) {
  const dense = edges > STRAIGHT;
  return [
    {selector: 'node', style: {
      width: 'data(w)', height: 'data(h)', label: 'data(lines)', 'font-size': 'data(font)', 'font-family': FONTS, color: INK,
      'text-valign': 'center', 'text-halign': 'center', 'text-wrap': 'wrap', 'text-max-width': 'data(w)',
      'text-overflow-wrap': 'anywhere', 'line-height': 1.35, 'border-width': 1.6, 'min-zoomed-font-size': LEAST}},
    {selector: 'edge', style: {
      width: dense ? 0.8 : 1.1, 'line-color': TIE, 'curve-style': dense ? 'haystack' : 'bezier', 'haystack-radius': 0,
      'line-opacity': dense ? 0.45 : 0.8, 'target-arrow-shape': dense ? 'none' : 'triangle', 'target-arrow-color': TIE,
      'arrow-scale': 0.8, 'font-size': 9, 'font-family': FONTS, color: SOFT, 'text-background-color': '#fff',
      'text-background-opacity': 0.9, 'text-background-padding': 1, 'min-zoomed-font-size': 6.5}},
    {selector: 'edge.derived', style: {'line-style': 'dashed', 'line-dash-pattern': [6, 4], 'curve-style': dense ? 'straight' : 'bezier'}},
    {selector: 'edge.soft', style: {'line-opacity': 0.18, 'target-arrow-shape': 'none'}},
    {selector: 'edge.path', style: {'line-color': PATH, 'target-arrow-color': PATH, width: 3, 'line-opacity': 1, 'z-index': 9}},
  ];
}

function kind([label, look]) {
  const round = look.shape === 'round-rectangle';
  const shape = round ? {shape: 'round-rectangle', 'corner-radius': (node) => node.data('h') * look.round}
    : {shape: 'polygon', 'shape-polygon-points': look.points};
  return {selector: `node.${label}`, style: {...shape, 'background-color': look.fill, 'border-color': look.line}};
}

function states(edges) {
  return [
    ...(edges <= NAMED ? [{selector: 'edge', style: {label: 'data(name)'}}, {selector: 'edge.soft', style: {label: ''}}] : []),
    {selector: '.gone', style: {display: 'none'}},
    {selector: 'node.pinned', style: {'border-width': 3.5, 'border-style': 'double'}},
    {selector: '.faint', style: {opacity: 0.22}},
    {selector: 'edge.near, edge.chosen', style: {label: 'data(name)', width: 2, 'line-opacity': 1, opacity: 1}},
    {selector: 'edge.near', style: {'min-zoomed-font-size': 5}},
    {selector: 'node.chosen', style: {
      'border-color': FOCUS, 'border-width': 4, 'border-style': 'solid', 'overlay-color': FOCUS, 'overlay-opacity': 0.18,
      'overlay-padding': 6, 'min-zoomed-font-size': 0}},
    {selector: 'edge.chosen', style: {'line-color': FOCUS, 'target-arrow-color': FOCUS}},
  ];
}
