/** A team of an EngageCX organization: one group, what it opens, and who is in it. */

import { Construct } from "constructs";
import type { TerraformProvider } from "#core";
import { engagecxGroup, engagecxGroupMember, engagecxWorkspace } from "#l1";
import { fold } from "../kind/identity.ts";
import { constructId } from "./construct-id.ts";
import { groupFromName, type IUser, type IWorkspace } from "./lookups.ts";
import { providerOf } from "./provider-of.ts";

/** A team, whoever looks after it. */
export interface ITeam {
  /** Name of its group. */
  readonly groupName: string;
}

export interface TeamProps {
  /** Name of the group. */
  readonly name: string;
  /**
   * Workspaces the team works in. A name makes a workspace that belongs to the team; an object is one made elsewhere.
   * @default - none
   */
  readonly workspaces?: readonly (string | IWorkspace)[];
  /**
   * People of the team, by e-mail address or as objects. They exist already or are made elsewhere: a team adds them to its
   * group, beside others whom somebody else added.
   * @default - nobody
   */
  readonly members?: readonly (string | IUser)[];
  /**
   * Whether members manage the organization.
   * @default - as the platform has it; not managed
   */
  readonly manageOrganization?: boolean;
  /**
   * Whether the team's own workspaces are kept from being destroyed with their content.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Provider of the resources.
   * @default - the stack's cxroster provider; where there is none, one that takes everything from the environment
   */
  readonly provider?: TerraformProvider;
}

export class Team extends Construct implements ITeam {
  readonly group: engagecxGroup.EngagecxGroup;
  /** Workspaces the team made, by name. */
  readonly workspaces: ReadonlyMap<string, engagecxWorkspace.EngagecxWorkspace>;
  readonly #provider: TerraformProvider;

  constructor(scope: Construct, id: string, props: TeamProps) {
    super(scope, id);
    this.#provider = props.provider ?? providerOf(this);
    const { workspaces = [], members = [], deletionProtection } = props;
    this.workspaces = this.#make(workspaces, deletionProtection);
    this.group = new engagecxGroup.EngagecxGroup(this, "group", {
      name: props.name,
      workspaces: workspaces.map((each) => this.#nameOf(each)),
      manageOrganization: props.manageOrganization,
      provider: this.#provider,
    });
    for (const member of members) this.addMember(member);
  }

  /** A team made elsewhere, looked up by the name of its group. */
  static fromName(scope: Construct, id: string, name: string, provider?: TerraformProvider): ITeam {
    return { groupName: groupFromName(scope, id, name, provider).name };
  }

  get groupName(): string {
    return this.group.name;
  }

  /** Adds a person; the same one twice is an error. */
  addMember(member: string | IUser): engagecxGroupMember.EngagecxGroupMember {
    const id = member instanceof Construct ? member.node.id : constructId(fold(emailOf(member)));
    return new engagecxGroupMember.EngagecxGroupMember(this, `member:${id}`, {
      group: this.group.name,
      user: emailOf(member),
      provider: this.#provider,
    });
  }

  #make(
    workspaces: readonly (string | IWorkspace)[],
    deletionProtection: boolean | undefined,
  ): ReadonlyMap<string, engagecxWorkspace.EngagecxWorkspace> {
    const own = workspaces.filter((each) => typeof each === "string");
    return new Map(
      own.map((name) => {
        const config = { name, deletionProtection, provider: this.#provider };
        return [
          name,
          new engagecxWorkspace.EngagecxWorkspace(this, `workspace:${constructId(fold(name))}`, config),
        ];
      }),
    );
  }

  #nameOf(workspace: string | IWorkspace): string {
    return typeof workspace === "string"
      ? (this.workspaces.get(workspace)?.name ?? workspace)
      : workspace.name;
  }
}

const emailOf = (member: string | IUser): string => (typeof member === "string" ? member : member.email);
