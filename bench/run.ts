/** Runs the bench: a server in this process, each size measured in a process of its own. Sizes may be given. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { startServer } from "../src/server/server.ts";
import type { Figure } from "./figure.ts";

const ADMIN_TOKEN = "bench-operator";
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [100, 1_000, 10_000];

for (const people of sizes) print(people, await measure(people));

async function measure(people: number): Promise<Figure[]> {
  const server = await startServer({ port: 0, adminToken: ADMIN_TOKEN });
  const response = await fetch(`${server.url}/admin/accounts`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({
      platform: "engagecx",
      name: "Northwind",
      owner: { email: "owner@northwind.example" },
    }),
  });
  const { id, token, endpoint } = (await response.json()) as { id: string; token: string; endpoint: string };
  const output = await run([join(import.meta.dirname, "measure.ts"), String(people), endpoint, id, token]);
  await server.stop();
  return JSON.parse(output) as Figure[];
}

function run(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) =>
    child.on("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`measure.ts ended with ${code}`)),
    ),
  );
}

function print(people: number, figures: readonly Figure[]): void {
  const yaml = figures.find((figure) => figure.name === "parse the YAML alone")?.milliseconds ?? 1;
  const listing = figures.find((figure) => figure.name === "transfer the user listing")?.milliseconds ?? 1;
  console.log(`\n${people.toLocaleString("en")} people`);
  console.log(row(["", "ms", "reads", "writes", "peak MB", "× YAML alone", "× listing alone"]));
  for (const { name, milliseconds, reads, writes, peakBytes } of figures) {
    const ratio = (to: number) => (milliseconds / to).toFixed(2);
    const cells = [
      milliseconds.toFixed(0),
      reads,
      writes,
      (peakBytes / 1e6).toFixed(0),
      ratio(yaml),
      ratio(listing),
    ];
    console.log(row([name, ...cells.map(String)]));
  }
}

function row(cells: readonly string[]): string {
  const [name = "", ...numbers] = cells;
  return name.padEnd(28) + numbers.map((cell) => cell.padStart(16)).join("");
}
