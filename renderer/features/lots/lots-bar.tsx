/** Gestures on many people that are under way. */
export const LotsBar = () => null;
