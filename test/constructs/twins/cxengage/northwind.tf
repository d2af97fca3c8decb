import {
  to = cxroster_cxengage_user.owner
  id = "owner@northwind.example"
}

resource "cxroster_cxengage_tenant" "northwind" {
  name        = "Northwind"
  description = "Claims and sales of Northwind"
  timezone    = "Europe/Bucharest"
}

resource "cxroster_cxengage_role" "lead" {
  name        = "Team Lead"
  description = "Leads a team of agents"
  permissions = ["MANAGE_ALL_USER_SKILLS", "VIEW_ALL_GROUPS", "VIEW_ALL_SKILLS", "VIEW_ALL_USERS"]
}

resource "cxroster_cxengage_group" "claims" {
  name        = "Claims"
  description = "Handles claims"
}

resource "cxroster_cxengage_group" "sales" {
  name = "Sales"
}

resource "cxroster_cxengage_skill" "french" {
  name            = "French"
  has_proficiency = true
}

resource "cxroster_cxengage_skill" "motor" {
  name = "Motor Claims"
}

resource "cxroster_cxengage_reason_list" "breaks" {
  name = "Claims Breaks"
  reasons = [
    { name = "Lunch", category = "Break" },
    { name = "Training" },
  ]
}

resource "cxroster_cxengage_capacity_rule" "standard" {
  name = "Standard"
  version = {
    name       = "v1"
    quantifier = "all"
    rule_set   = "{[:voice] 1 [:email :messaging] 3}"
  }
}

resource "cxroster_cxengage_user" "owner" {
  email = "owner@northwind.example"
  role  = "Administrator"
}

resource "cxroster_cxengage_user" "ana" {
  email      = "ana@northwind.example"
  role       = cxroster_cxengage_role.lead.name
  first_name = "Ana"
  last_name  = "Pop"
  groups     = [cxroster_cxengage_group.claims.name]
  skills = [
    { name = cxroster_cxengage_skill.french.name, proficiency = 80 },
    { name = cxroster_cxengage_skill.motor.name },
  ]
  reason_lists  = [cxroster_cxengage_reason_list.breaks.name]
  capacity_rule = cxroster_cxengage_capacity_rule.standard.name
}

resource "cxroster_cxengage_user" "ben" {
  email  = "ben@northwind.example"
  role   = "Agent"
  groups = [cxroster_cxengage_group.sales.name, cxroster_cxengage_group.claims.name]
  extensions = [
    { type = "pstn", value = "+40211234567", description = "Desk" },
  ]
}

resource "cxroster_cxengage_user" "cleo" {
  email  = "cleo@northwind.example"
  role   = "Supervisor"
  invite = "later"
}
