import {
  to = cxroster_contactcenter_workspace.main
  id = "Main"
}

resource "cxroster_contactcenter_workspace" "main" {
  name                = "Main"
  deletion_protection = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "cxroster_contactcenter_workspace" "sales" {
  name = "Sales"
}

resource "cxroster_contactcenter_workspace" "support" {
  name = "Support"
}
