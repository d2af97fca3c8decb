resource "cxroster_contactcenter_workspace" "sales" {
  name = "Sales"
}

resource "cxroster_contactcenter_member" "owner" {
  email = "owner@northwind.example"
}

resource "cxroster_contactcenter_member" "ana" {
  email      = "ana@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.sales.name]
}
