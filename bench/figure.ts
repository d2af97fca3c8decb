/** One measured stage. */
export interface Figure {
  readonly name: string;
  readonly milliseconds: number;
  readonly reads: number;
  readonly writes: number;
  /** Most memory the process has held so far, in bytes. */
  readonly peakBytes: number;
}
