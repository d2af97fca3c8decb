import {
  to = cxroster_contactcenter_workspace.sales
  id = "Sales"
}

import {
  to = cxroster_contactcenter_member.owner
  id = "owner@northwind.example"
}

import {
  to = cxroster_contactcenter_member.ana
  id = "ana@northwind.example"
}

import {
  to = cxroster_contactcenter_member.ben
  id = "ben@northwind.example"
}

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

resource "cxroster_contactcenter_member" "ben" {
  email      = "ben@northwind.example"
  workspaces = [cxroster_contactcenter_workspace.sales.name]
}
