resource "cxroster_engagecx_workspace" "archive" {
  name = "Claims Archive"
}

resource "cxroster_engagecx_group" "handlers" {
  name       = "Claims Handlers"
  workspaces = [cxroster_engagecx_workspace.archive.name]
}

resource "cxroster_engagecx_user" "ana" {
  email  = "ana.pop@northwind.example"
  groups = [cxroster_engagecx_group.handlers.name]
}
