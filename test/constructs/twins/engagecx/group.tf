resource "cxroster_engagecx_workspace" "all" {
  for_each = toset(["Claims", "Underwriting"])
  name     = each.key
}

resource "cxroster_engagecx_group" "handlers" {
  name       = "Claims Handlers"
  workspaces = [cxroster_engagecx_workspace.all["Claims"].name]
}

resource "cxroster_engagecx_group" "leads" {
  name                = "Team Leads"
  workspaces          = [for each in cxroster_engagecx_workspace.all : each.name]
  manage_organization = true
}
