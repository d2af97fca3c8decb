/** A server in a process of its own, so that a test can kill it: `node serve.ts STORE PORT`. */
import { startServer } from "../../src/server/server.ts";

const [store = "", port = "0"] = process.argv.slice(2);
const server = await startServer({ store, port: Number(port), adminToken: "operator-token" });
console.log(server.url);
