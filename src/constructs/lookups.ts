/** Objects of an EngageCX organization that are made elsewhere, looked up by what people call them. */

import type { Construct } from "constructs";
import type { TerraformProvider } from "#core";
import { dataCxrosterEngagecxGroup, dataCxrosterEngagecxUser, dataCxrosterEngagecxWorkspace } from "#l1";
import { providerOf } from "./provider-of.ts";

/** A workspace of the organization, whoever looks after it. */
export interface IWorkspace {
  readonly name: string;
}

/** A user of the organization, whoever looks after it. */
export interface IUser {
  readonly email: string;
}

/** A group of the organization, whoever looks after it. */
export interface IGroup {
  readonly name: string;
}

/** Terraform fails where there is no workspace of that name. Default provider: the stack's. */
export function workspaceFromName(
  scope: Construct,
  id: string,
  name: string,
  provider: TerraformProvider = providerOf(scope),
): IWorkspace {
  return new dataCxrosterEngagecxWorkspace.DataCxrosterEngagecxWorkspace(scope, id, { name, provider });
}

/** Terraform fails where there is no user with that address. Default provider: the stack's. */
export function userFromEmail(
  scope: Construct,
  id: string,
  email: string,
  provider: TerraformProvider = providerOf(scope),
): IUser {
  return new dataCxrosterEngagecxUser.DataCxrosterEngagecxUser(scope, id, { email, provider });
}

/** Terraform fails where there is no group of that name. Default provider: the stack's. */
export function groupFromName(
  scope: Construct,
  id: string,
  name: string,
  provider: TerraformProvider = providerOf(scope),
): IGroup {
  return new dataCxrosterEngagecxGroup.DataCxrosterEngagecxGroup(scope, id, { name, provider });
}
