moved {
  from = cxroster_engagecx_workspace.front
  to   = cxroster_engagecx_workspace.reception
}

resource "cxroster_engagecx_workspace" "claims" {
  name = "Claims"
}

resource "cxroster_engagecx_workspace" "reception" {
  name = "Reception"
}

resource "cxroster_engagecx_group" "handlers" {
  name       = "Claims Handlers"
  workspaces = [cxroster_engagecx_workspace.claims.name, cxroster_engagecx_workspace.reception.name]
}

resource "cxroster_engagecx_user" "owner" {
  email = "owner@northwind.example"
}

resource "cxroster_engagecx_user" "ana" {
  email  = "ana@northwind.example"
  groups = [cxroster_engagecx_group.handlers.name]
}
