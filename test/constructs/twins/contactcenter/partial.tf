resource "cxroster_contactcenter_workspace" "campaigns" {
  name = "Campaigns"
}

resource "cxroster_contactcenter_member" "ana" {
  email      = "ana@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.campaigns.name]
}
