resource "cxroster_engagecx_organization" "northwind" {
  name                   = "Northwind Insurance"
  default_timezone       = "Europe/Bucharest"
  timezone_for_all_users = true
}

resource "cxroster_engagecx_workspace" "all" {
  for_each = toset(["Claims", "Underwriting", "Front Office", "Development"])
  name     = each.key
}

resource "cxroster_engagecx_category" "daily" {
  name    = "Daily Work"
  order   = 1
  columns = 2
}

resource "cxroster_engagecx_category" "back" {
  name    = "Back Office"
  order   = 2
  columns = 1
}

locals {
  groups = {
    "Claims Handlers" = ["Claims", "Front Office"]
    "Underwriters"    = ["Underwriting"]
    "Developers"      = ["Development"]
    "Auditors"        = ["Claims", "Underwriting"]
  }
  people = {
    "ana@northwind.example"   = ["Claims Handlers", "Team Leads"]
    "ben@northwind.example"   = ["Claims Handlers"]
    "dan@northwind.example"   = ["Underwriters", "Claims Handlers"]
    "elena@northwind.example" = ["Developers"]
    "grace@northwind.example" = ["Administrators"]
    "hanna@audit.example"     = ["Auditors"]
  }
}

resource "cxroster_engagecx_group" "all" {
  for_each   = local.groups
  name       = each.key
  workspaces = [for name in each.value : cxroster_engagecx_workspace.all[name].name]
}

resource "cxroster_engagecx_group" "leads" {
  name                = "Team Leads"
  workspaces          = [for name in ["Claims", "Underwriting", "Front Office"] : cxroster_engagecx_workspace.all[name].name]
  manage_organization = true
}

resource "cxroster_engagecx_user" "all" {
  for_each   = local.people
  email      = each.key
  groups     = each.value
  depends_on = [cxroster_engagecx_group.all, cxroster_engagecx_group.leads]
}

resource "cxroster_engagecx_user" "carla" {
  email           = "carla@northwind.example"
  groups          = [cxroster_engagecx_group.all["Underwriters"].name]
  send_invitation = true
}

resource "cxroster_engagecx_user" "farid" {
  email           = "farid@northwind.example"
  groups          = [cxroster_engagecx_group.all["Developers"].name]
  send_invitation = true
}

resource "cxroster_engagecx_user" "ivan" {
  email   = "ivan@northwind.example"
  groups  = []
  enabled = false
}

resource "cxroster_engagecx_app" "communications" {
  name     = "Communications"
  category = cxroster_engagecx_category.daily.name
  access = {
    groups = [
      cxroster_engagecx_group.all["Claims Handlers"].name,
      cxroster_engagecx_group.all["Underwriters"].name,
      cxroster_engagecx_group.leads.name,
    ]
  }
  activation = "license"
}

resource "cxroster_engagecx_app" "tasks" {
  name       = "Tasks"
  category   = cxroster_engagecx_category.daily.name
  access     = { groups = ["Everyone"] }
  activation = "trial"
}

resource "cxroster_engagecx_app" "journeys" {
  name     = "Journeys"
  category = cxroster_engagecx_category.back.name
  access = {
    groups = [cxroster_engagecx_group.all["Developers"].name]
    users  = [cxroster_engagecx_user.all["elena@northwind.example"].email]
  }
  activation = "trial"
}

resource "cxroster_engagecx_license" "communications" {
  app     = cxroster_engagecx_app.communications.name
  license = "Communications 2026"
  users = [
    cxroster_engagecx_user.all["ana@northwind.example"].email,
    cxroster_engagecx_user.all["ben@northwind.example"].email,
    cxroster_engagecx_user.carla.email,
    cxroster_engagecx_user.all["dan@northwind.example"].email,
  ]
}
