resource "cxroster_contactcenter_workspace" "sales" {
  name = "Sales"
}

resource "cxroster_contactcenter_workspace" "support" {
  name = "Support"
}

resource "cxroster_contactcenter_member" "ana" {
  email      = "ana@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.sales.name, cxroster_contactcenter_workspace.support.name]
}

resource "cxroster_contactcenter_member" "ben" {
  email      = "ben@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.support.name]
  role       = "Super Admin"
}
