/** Remote calls over HTTP/2: one length-prefixed message in, one out, and the status in trailers. */
import { constants, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Log } from "./log.ts";

/** In each direction, as providers usually allow. */
const MESSAGE_BYTES_MAXIMUM = 256 * 1024 * 1024;
const PREFIX_BYTES = 5;
const CONTENT_TYPE = "application/grpc";
export const STATUS = { ok: 0, resourceExhausted: 8, unimplemented: 12, internal: 13 } as const;

/** Takes the bytes of a request and gives those of its answer. Throwing {@link CallFailure} ends the call with a status. */
export type Unary = (request: Buffer) => Promise<Uint8Array> | Uint8Array;

export interface CallTable {
  /** By full path, such as `/package.Service/Method`. */
  readonly unary: ReadonlyMap<string, Unary>;
  /** Streams that are kept open and never carry anything. */
  readonly idle: ReadonlySet<string>;
}

export class CallFailure extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "CallFailure";
    this.status = status;
  }
}

/** Answers every stream of a server from the table. */
export function answerCalls(server: Http2Server, calls: CallTable, log: Log): void {
  server.on("stream", (stream, headers) => {
    stream.on("error", (error) => log("debug", "a call was given up", { reason: error.message }));
    answer(stream, headers, calls).catch((thrown: unknown) => fail(stream, thrown, log));
  });
}

async function answer(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  calls: CallTable,
): Promise<void> {
  const path = String(headers[constants.HTTP2_HEADER_PATH]);
  if (calls.idle.has(path)) return idle(stream);
  const unary = calls.unary.get(path);
  if (unary === undefined) throw new CallFailure(STATUS.unimplemented, `unknown method ${path}`);
  const reply = await unary(await readMessage(stream));
  if (reply.length > MESSAGE_BYTES_MAXIMUM)
    throw new CallFailure(STATUS.resourceExhausted, "the answer is too large");
  send(stream, reply);
}

function idle(stream: ServerHttp2Stream): void {
  stream.resume();
  stream.respond({ ":status": 200, "content-type": CONTENT_TYPE }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": String(STATUS.ok) }));
}

/** The one message of a request. It must be whole, alone, uncompressed and not too large. */
async function readMessage(stream: ServerHttp2Stream): Promise<Buffer> {
  const body = await readBody(stream);
  if (body.length < PREFIX_BYTES || body.readUInt32BE(1) !== body.length - PREFIX_BYTES)
    throw new CallFailure(STATUS.internal, "the request is not one whole message");
  if (body[0] !== 0) throw new CallFailure(STATUS.unimplemented, "compressed messages are not taken");
  return body.subarray(PREFIX_BYTES);
}

/** Listens instead of iterating: leaving an iteration early would close the stream before the status is sent. */
function readBody(stream: ServerHttp2Stream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk: Buffer) => {
      size += chunk.length;
      const tooLarge = size > MESSAGE_BYTES_MAXIMUM + PREFIX_BYTES || declaresTooMuch(chunks[0] ?? chunk);
      if (tooLarge) reject(new CallFailure(STATUS.resourceExhausted, "the request is too large"));
      else chunks.push(chunk);
    });
    stream.on("end", () => resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.of()) : Buffer.concat(chunks)));
    stream.on("close", () => reject(new CallFailure(STATUS.internal, "the request was given up")));
  });
}

/** Refuses what says at its beginning that it is too large, before it comes. */
const declaresTooMuch = (first: Buffer | undefined): boolean =>
  first !== undefined && first.length >= PREFIX_BYTES && first.readUInt32BE(1) > MESSAGE_BYTES_MAXIMUM;

/** A message as it travels: one byte for no compression, four for its length. */
export function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + message.length);
  framed[0] = 0;
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, PREFIX_BYTES);
  return framed;
}

function send(stream: ServerHttp2Stream, reply: Uint8Array): void {
  if (stream.destroyed || stream.closed) return;
  stream.respond({ ":status": 200, "content-type": CONTENT_TYPE }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": String(STATUS.ok) }));
  stream.end(frame(reply));
}

function fail(stream: ServerHttp2Stream, thrown: unknown, log: Log): void {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  log("debug", "a call ended with a status", { reason: message });
  if (stream.destroyed || stream.closed || stream.headersSent) return;
  const status = thrown instanceof CallFailure ? thrown.status : STATUS.internal;
  const trailers = { "grpc-status": String(status), "grpc-message": encodeURIComponent(message) };
  stream.respond({ ":status": 200, "content-type": CONTENT_TYPE, ...trailers }, { endStream: true });
  stream.resume();
}
