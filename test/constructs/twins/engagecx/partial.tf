resource "cxroster_engagecx_workspace" "claims" {
  name = "Claims"
}

resource "cxroster_engagecx_group" "handlers" {
  name = "Claims Handlers"
}

resource "cxroster_engagecx_group_workspace" "claims" {
  group     = cxroster_engagecx_group.handlers.name
  workspace = cxroster_engagecx_workspace.claims.name
}

resource "cxroster_engagecx_user" "ana" {
  email = "ana@northwind.example"
}

resource "cxroster_engagecx_group_member" "ana" {
  user  = cxroster_engagecx_user.ana.email
  group = cxroster_engagecx_group.handlers.name
}
