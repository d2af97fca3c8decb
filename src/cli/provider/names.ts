/** Names and places of a provider's files, as Terraform and OpenTofu look for them. */

export interface ProviderName {
  /** Such as `cxroster` in `terraform-provider-cxroster`. */
  readonly type: string;
  readonly version: string;
}

const NAMESPACE = "cxroster";
/** `source = "cxroster/…"` means the first to Terraform and the second to OpenTofu. */
const HOSTS = ["registry.terraform.io", "registry.opentofu.org"];
const SYSTEMS: { readonly [platform: string]: string } = {
  linux: "linux",
  darwin: "darwin",
  freebsd: "freebsd",
};
const MACHINES: { readonly [architecture: string]: string } = {
  x64: "amd64",
  arm64: "arm64",
  arm: "arm",
  ia32: "386",
};

/** The one executable; nothing beside it may begin with the same words. */
export const executableName = ({ type, version }: ProviderName): string =>
  `terraform-provider-${type}_v${version}`;
/** A released archive, without its ending. */
export const archiveName = ({ type, version }: ProviderName, system: string): string =>
  `terraform-provider-${type}_${version}_${system}`;

/** Such as `linux_amd64`; null where the provider has no start script for it. */
export function systemName(platform: string, architecture: string): string | null {
  const [system, machine] = [SYSTEMS[platform], MACHINES[architecture]];
  return system === undefined || machine === undefined ? null : `${system}_${machine}`;
}

/** Folders of a mirror, relative to its root, for every program that may read it. */
export const mirrorFolders = ({ type, version }: ProviderName, system: string): readonly string[] =>
  HOSTS.map((host) => [host, NAMESPACE, type, version, system].join("/"));

export const sourceAddress = ({ type }: ProviderName): string => `${NAMESPACE}/${type}`;
