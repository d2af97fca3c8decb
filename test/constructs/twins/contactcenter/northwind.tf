import {
  to = cxroster_contactcenter_workspace.main
  id = "Main"
}

import {
  to = cxroster_contactcenter_member.owner
  id = "owner@northwind.example"
}

resource "cxroster_contactcenter_account" "northwind" {
  name = "Northwind"
}

resource "cxroster_contactcenter_workspace" "main" {
  name = "Main"
}

resource "cxroster_contactcenter_workspace" "sales" {
  name = "Sales"
}

resource "cxroster_contactcenter_workspace" "support" {
  name = "Support"
}

resource "cxroster_contactcenter_member" "owner" {
  email = "owner@northwind.example"
}

resource "cxroster_contactcenter_member" "ana" {
  email      = "ana@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.sales.name, cxroster_contactcenter_workspace.support.name]
}

resource "cxroster_contactcenter_member" "ben" {
  email      = "ben@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.support.name]
}

resource "cxroster_contactcenter_member" "cleo" {
  email      = "cleo@partner.example"
  workspaces = [cxroster_contactcenter_workspace.sales.name]
}
