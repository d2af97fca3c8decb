resource "cxroster_contactcenter_workspace" "fair" {
  name = "Fair"
}

resource "cxroster_contactcenter_member" "guest" {
  email      = "guest@partner.example"
  workspaces = [cxroster_contactcenter_workspace.fair.name]
}
