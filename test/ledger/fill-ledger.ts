/** A process that appends to a ledger until the system takes no more, and says what it was told and where the chain ends. */
import { openLedger } from "../../src/ledger/ledger.ts";

const ENTRIES_AT_MOST = 1_000;
const [folder = ""] = process.argv.slice(2);
const ledger = openLedger(folder, "main", () => "2026-11-23T08:00:00Z");
const problems: string[] = [];
for (let entry = 0; entry < ENTRIES_AT_MOST && problems.length < 2; entry++) {
  try {
    ledger.append("run", "step-started", { step: `é${entry}` });
  } catch (error) {
    problems.push(String(error));
  }
}
ledger.close();
console.log(JSON.stringify({ problems, head: ledger.head }));
