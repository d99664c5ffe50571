/** An expected failure of a tool: its message is the one sentence that says what to do. */
export class ToolFailure extends Error {}

/** Runs a tool's main function: an expected failure is one sentence and exit code 1, a bug keeps its stack. */
export const runTool = async (main: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};
