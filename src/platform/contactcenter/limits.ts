/** Names and bounds of contact.center that more than one file uses. Read from the vendor's public pages. */

export const SETTINGS = "https://doc.contact.center/settings/account-settings.html";
/** CTC-TM-05: what every invitation grants. */
export const SUPER_ADMIN = "Super Admin";
/** CTC-B-04: the subscription that takes neither further workspaces nor members. */
export const FREE = "free";
export const SUBSCRIPTIONS = ["free", "email", "omnichannel"] as const;
/** CTC-WS-06, where the account does not tell a number of its own. */
export const WORKSPACES_MAXIMUM = 10;
/** CTC-TM-12, where the account does not tell a number of its own. */
export const MEMBERS_MAXIMUM = 10;
/** An invitation that has waited longer than this gets a hint. */
export const LONG_PENDING_DAYS = 7;
