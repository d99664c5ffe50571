/** Something the tour promised to show is not so. Its message completes « not verified: ». */
export class TourFailure extends Error {}

export function verify(condition: boolean, what: string): asserts condition {
  if (!condition) throw new TourFailure(`not verified: ${what}`);
}

/** @param actual and expected are compared by their JSON. */
export const verifyEqual = (actual: unknown, expected: unknown, what: string): void => {
  const left = JSON.stringify(actual);
  const right = JSON.stringify(expected);
  verify(left === right, `${what} (${left} instead of ${right})`);
};
