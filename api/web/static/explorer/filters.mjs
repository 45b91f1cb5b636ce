// What filters leave of a figure; api/explorer/figures.py does the same on the server.

/** Return the uids of the nodes and the facts of the relationships that are shown. */
export function shown(figure, state) {
  const hidden = new Set(state.hide), kinds = new Set(state.kinds);
  const timely = new Set(figure.nodes.filter((node) => inTime(node, state)).map((node) => node.uid));
  const passed = figure.edges.filter((edge) => passes(edge, state, timely));
  const had = ends(figure.edges), have = ends(passed);
  const nodes = new Set(figure.nodes.filter((node) => timely.has(node.uid)
    && (!kinds.size || kinds.has(node.label))
    && (!state.region || node.regions.includes(state.region))
    && !hidden.has(node.key)
    && (have.has(node.uid) || !had.has(node.uid) || node.uid === figure.centre)).map((node) => node.uid));
  const edges = passed.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target)).map((edge) => edge.fact);
  return {nodes, edges: new Set(edges)};
}

// What has no date, or an open year, may always lie in the time asked for.
function inTime(node, state) {
  return !(node.since && state.until && node.since > state.until) && !(node.until && state.since && node.until < state.since);
}

function passes(edge, state, timely) {
  return edge.confidence >= state.confidence && (state.derived || !edge.derived)
    && timely.has(edge.source) && timely.has(edge.target);
}

function ends(edges) {
  return new Set(edges.flatMap((edge) => [edge.source, edge.target]));
}
