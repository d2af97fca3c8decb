import {
  to = cxroster_cxengage_group.claims
  id = "Claims"
}

import {
  to = cxroster_cxengage_group.sales
  id = "Sales"
}

import {
  to = cxroster_cxengage_user.owner
  id = "owner@northwind.example"
}

import {
  to = cxroster_cxengage_user.ana
  id = "ana@northwind.example"
}

import {
  to = cxroster_cxengage_user.ben
  id = "ben@northwind.example"
}

resource "cxroster_cxengage_group" "claims" {
  name = "Claims"
}

resource "cxroster_cxengage_group" "sales" {
  name = "Sales"
}

resource "cxroster_cxengage_user" "owner" {
  email = "owner@northwind.example"
  role  = "Administrator"
}

resource "cxroster_cxengage_user" "ana" {
  email  = "ana@northwind.example"
  role   = "Agent"
  groups = [cxroster_cxengage_group.claims.name, cxroster_cxengage_group.sales.name]
}

resource "cxroster_cxengage_user" "ben" {
  email  = "ben@northwind.example"
  role   = "Agent"
  groups = [cxroster_cxengage_group.sales.name]
}
