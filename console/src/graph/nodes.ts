// What is behind the id that was asked for, when it is of the type that was meant?

/** `node` as a fragment on one type describes it; null for an object of another type, and for none. */
export function only<Node extends object>(node: Node | Record<PropertyKey, never> | null | undefined): Node | null {
  return node && Object.keys(node).length > 0 ? node : null;
}
