/** The executable of the provider: a script, so that the program is the same file on every system. */

export const PROGRAM_FILE = "provider.cjs";
/** What the program loads after the handshake; in a file of its own, so that the start does not wait for it to be read. */
export const SERVICE_FILE = "service.cjs";
/** Beside the script, where a release brings its own Node.js. */
export const NODE_FILE = "node";
const NODE_MAJOR_MINIMUM = 24;

/** Small young generation: many short calls otherwise let it grow far beyond what is in use. */
const FLAGS = ["--max-semi-space-size=2"];

/**
 * What goes wrong is said where the handshake is expected: a core shows that line, and other output only in its log. The
 * certificates that the system trusts count here as they do for other providers; it is said by a variable because an old
 * Node.js stops at an option it does not know before it can say that it is too old. `exec` leaves no shell between the core
 * and the provider. Options meant for other programs are dropped: one that prints would break the handshake.
 */
export const launcherText = (): string => `#!/bin/sh
here=\${0%/*}
node=\${CXROSTER_NODE:-node}
if [ -x "$here/${NODE_FILE}" ]; then node=$here/${NODE_FILE}; fi
if ! command -v "$node" >/dev/null 2>&1; then
  echo "The cxroster provider needs Node.js ${NODE_MAJOR_MINIMUM} or later on the PATH, or its path in CXROSTER_NODE."
  exit 1
fi
unset NODE_OPTIONS
export NODE_USE_SYSTEM_CA=1
exec "$node" ${FLAGS.join(" ")} "$here/${PROGRAM_FILE}"
`;

/** Stands at the head of the program, in syntax that any Node.js reads. */
export const versionGuard = (): string =>
  `if (Number(process.versions.node.split(".")[0]) < ${NODE_MAJOR_MINIMUM}) {
  process.stdout.write("The cxroster provider needs Node.js ${NODE_MAJOR_MINIMUM} or later; this is " + process.versions.node + " (" + process.execPath + "). Put a newer one on the PATH or its path in CXROSTER_NODE.\\n");
  process.exit(1);
}`;
