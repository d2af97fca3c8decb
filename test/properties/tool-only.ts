/** Refusals that the tool makes and the platform does not, each with the open question whose reading it follows. */
export interface ToolOnly {
  readonly platform: string;
  /** Code of the finding, or name of the guard. */
  readonly code: string;
  readonly question: string;
  readonly because: string;
}

export const TOOL_ONLY: readonly ToolOnly[] = [];
