import {
  boolean,
  integer,
  links,
  object,
  oneOf,
  records,
  reference,
  string,
} from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { extensionShapes } from "../checks/extensions.ts";
import { invitationState, presentAgain } from "../checks/invitations.ts";
import { assignments } from "../checks/objects.ts";
import { userSignIn } from "../checks/sign-in.ts";
import { accessState } from "../checks/users.ts";
import {
  DEFAULT_EXTENSION_PROVIDER,
  EVERYONE,
  HELP,
  PROFICIENCY_MAXIMUM,
  TENANT_DEFAULT,
} from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

const facts = {
  password: string({
    readOnly: true,
    rule: "CXE-EDIT-08",
    doc: "Theirs alone to set; neither read nor written.",
  }),
  displayName: string({
    readOnly: true,
    rule: "CXE-USR-11",
    doc: "Name shown in the product; follows first and last name.",
  }),
  invitationStatus: string({
    readOnly: true,
    rule: "CXE-INV-10",
    doc: "What the platform shows: pending, invited, expired, enabled, disabled or sso-only.",
  }),
  invitation: string({
    readOnly: true,
    rule: "CXE-INV-02",
    doc: "`unsent` for somebody who waits for a first invitation, else `sent`, `blocked` or `done`.",
  }),
  platformStatus: string({
    readOnly: true,
    rule: "CXE-B-01",
    doc: "Status of the person on the whole platform: pending, enabled or disabled.",
  }),
  pending: boolean({
    readOnly: true,
    rule: "CXE-B-02",
    doc: "Has never accepted an invitation to the tenant.",
  }),
  presence: string({ readOnly: true, rule: "CXE-B-10", doc: "offline, ready, notready, busy and the like." }),
};

export const user = defineKind<CxengageApi>({
  name: "user",
  manifestKey: "users",
  summary: "A person in the tenant, known by an e-mail address.",
  source: `${HELP}Managing%20Users/Edit_user_profile.htm`,
  attributes: {
    email: string({
      required: true,
      format: "email",
      rule: "CXE-USR-02",
      doc: "E-mail address the person signs in with; letter case never matters.",
      example: "ana@northwind.example",
    }),
    platformRole: reference("platformRole", {
      createOnly: true,
      costly: true,
      rule: "CXE-PROLE-06",
      unknownRule: "CXE-PROLE-01",
      doc: "Role on the platform, for somebody who is new to it. Platform User unless declared.",
      example: "Platform User",
    }),
    role: reference("role", {
      required: true,
      rule: "CXE-TROLE-01",
      unknownRule: "CXE-TROLE-02",
      doc: "Role in the tenant; it decides what the person may do there.",
      example: "Agent",
    }),
    status: oneOf(["enabled", "disabled"], {
      rule: "CXE-USR-09",
      doc: "Whether the person may use the tenant. Somebody who has not accepted yet counts as enabled.",
      example: "enabled",
    }),
    invite: oneOf(["now", "later"], {
      writeOnly: true,
      default: "now",
      invites: "now",
      invitesWhen: { fact: "invitation", is: "unsent" },
      rule: "CXE-INV-01",
      doc: "Whether a new user is invited at once. Written as `now`, it also invites somebody who waits for a first invitation.",
      example: "later",
    }),
    firstName: string({
      createOnly: true,
      rule: "CXE-EDIT-01",
      doc: "First name; afterwards the person's own to change.",
      example: "Ana",
    }),
    lastName: string({
      createOnly: true,
      rule: "CXE-EDIT-01",
      doc: "Last name; afterwards the person's own to change.",
      example: "Pop",
    }),
    externalId: string({
      createOnly: true,
      rule: "CXE-EDIT-02",
      doc: "Id of the person in another system; afterwards the person's own to change.",
    }),
    workStationId: string({ rule: "CXE-USR-14", doc: "Work station of the person; empty for none." }),
    location: string({
      atCreate: "after",
      rule: "CXE-LOC-01",
      doc: "Free text. Which call of the vendor's API sets it is not documented; the bundled server takes it with the other details.",
    }),
    authentication: object({
      doc: "How the person signs in.",
      attributes: {
        platform: oneOf([TENANT_DEFAULT, "enabled", "disabled"], {
          rule: "CXE-SSO-01",
          doc: "Whether the person may sign in with name and password; `tenant-default` follows the tenant, now and later.",
          example: TENANT_DEFAULT,
        }),
        identityProvider: reference("identityProvider", {
          rule: "CXE-SSO-08",
          doc: "Single sign-on provider of the person; `tenant-default` follows the tenant, now and later.",
          example: TENANT_DEFAULT,
        }),
      },
    }),
    extensions: records(
      {
        type: oneOf(["pstn", "sip", "webrtc"], { required: true, doc: "Sort of extension." }),
        value: string({ doc: "Number in E.164 form, or an address that starts with `sip:`." }),
        provider: string({ doc: "Provider of a webrtc extension, `twilio`." }),
        region: string({ doc: "Region of a webrtc extension." }),
        description: string({ doc: "What the extension is; needed for pstn." }),
      },
      {
        by: ["type", "value"],
        vendorOwned: { member: "provider", is: DEFAULT_EXTENSION_PROVIDER },
        rule: "CXE-EXT-01",
        doc: "Telephone extensions in order; the first one is used. The default one stays, declared or not.",
        example: [{ type: "pstn", value: "+40211234567", description: "Desk" }],
      },
    ),
    groups: links("group", {
      atCreate: "after",
      implicit: [EVERYONE],
      rule: "CXE-GRP-01",
      unknownRule: "CXE-B-18",
      doc: "Groups the person belongs to. Everybody is in everyone, named or not.",
      example: ["Claims"],
    }),
    skills: links("skill", {
      atCreate: "after",
      rule: "CXE-SKILL-01",
      unknownRule: "CXE-B-24",
      with: {
        proficiency: integer({
          minimum: 1,
          maximum: PROFICIENCY_MAXIMUM,
          unit: "level",
          rule: "CXE-B-20",
          doc: "Level in a skill that has levels.",
        }),
      },
      doc: "Skills of the person.",
      example: [{ name: "French", proficiency: 80 }],
    }),
    reasonLists: links("reasonList", {
      atCreate: "after",
      costly: true,
      rule: "CXE-PRL-01",
      doc: "Reason lists given to the person besides those everybody has.",
      example: ["Claims Breaks"],
    }),
    capacityRule: reference("capacityRule", {
      also: [TENANT_DEFAULT],
      alsoIn: "identityProvider",
      ownStep: true,
      rule: "CXE-CAP-01",
      doc: "Capacity rule of the person; `tenant-default` for none of one's own. It applies at once.",
      example: "Standard",
    }),
    ...facts,
  },
  identity: ["email"],
  creation: { from: "new", permissionRule: "CXE-B-05" },
  rename: { as: "replace", rule: "CXE-USR-04", first: "old" },
  removal: {
    effect: "disable",
    rule: "CXE-USR-10",
    sets: { status: "disabled" },
    restores: { status: "enabled" },
  },
  person: true,
  pending: {
    flag: "pending",
    atCreate: "always",
    state: "invitationStatus",
    undeliverable: { flag: "invitation", is: "blocked" },
  },
  checks: [accessState, invitationState, presentAgain, userSignIn, extensionShapes, assignments],
  api: { list: "/users" },
});
