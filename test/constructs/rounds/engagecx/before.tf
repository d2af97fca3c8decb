import {
  to = cxroster_engagecx_workspace.claims
  id = "Claims"
}

import {
  to = cxroster_engagecx_workspace.front
  id = "Front Office"
}

import {
  to = cxroster_engagecx_group.handlers
  id = "Claims Handlers"
}

import {
  to = cxroster_engagecx_user.owner
  id = "owner@northwind.example"
}

import {
  to = cxroster_engagecx_user.ana
  id = "ana@northwind.example"
}

import {
  to = cxroster_engagecx_user.ben
  id = "ben@northwind.example"
}

resource "cxroster_engagecx_workspace" "claims" {
  name = "Claims"
}

resource "cxroster_engagecx_workspace" "front" {
  name = "Front Office"
}

resource "cxroster_engagecx_group" "handlers" {
  name       = "Claims Handlers"
  workspaces = [cxroster_engagecx_workspace.claims.name, cxroster_engagecx_workspace.front.name]
}

resource "cxroster_engagecx_user" "owner" {
  email = "owner@northwind.example"
}

resource "cxroster_engagecx_user" "ana" {
  email  = "ana@northwind.example"
  groups = [cxroster_engagecx_group.handlers.name]
}

resource "cxroster_engagecx_user" "ben" {
  email  = "ben@northwind.example"
  groups = [cxroster_engagecx_group.handlers.name]
}
