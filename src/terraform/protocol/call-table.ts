/** Every call this process answers, by its full path: those of the provider and those of the plugin transport. */
import type { CallTable, Unary } from "./grpc.ts";
import type { Log } from "./log.ts";
import { empty, healthResponse } from "./messages.ts";
import type { ProviderSchema, ProviderService } from "./provider.ts";
import { providerCalls } from "./provider-calls.ts";
import { resourceCalls } from "./resource-calls.ts";
import { encode } from "./wire.ts";

const SERVICE = "/tfplugin6.Provider/";
const SERVING = 1;

/** @param shutdown called when the core has no more use for the process; the answer is still to be sent. */
export function callTable(service: ProviderService, log: Log, shutdown: () => void): CallTable {
  let made: ProviderSchema | undefined;
  const schema = (): ProviderSchema => {
    made ??= service.schema();
    return made;
  };
  const calls = { ...providerCalls({ service, schema }), ...resourceCalls({ service, schema }) };
  const unary = new Map(
    Object.entries(calls).map(([method, call]) => [SERVICE + method, traced(method, call, log)]),
  );
  unary.set("/plugin.GRPCController/Shutdown", () => {
    shutdown();
    return encode(empty, {});
  });
  unary.set("/grpc.health.v1.Health/Check", () => encode(healthResponse, { status: SERVING }));
  return { unary, idle: new Set(["/plugin.GRPCStdio/StreamStdio", "/plugin.GRPCBroker/StartStream"]) };
}

function traced(method: string, call: Unary, log: Log): Unary {
  return async (request) => {
    const start = performance.now();
    const answer = await call(request);
    log("trace", "answered", { method, milliseconds: Math.round(performance.now() - start) });
    return answer;
  };
}
