import {
  to = cxroster_autoid_group.main
  id = "Main Group"
}

resource "cxroster_autoid_group" "main" {
  name = "Main Group"
}

resource "cxroster_autoid_location" "office" {
  parent = cxroster_autoid_group.main.id
  name   = "Head Office"
}

resource "cxroster_autoid_subgroup" "north" {
  parent = cxroster_autoid_group.main.id
  name   = "North"
}

resource "cxroster_autoid_location" "harbor" {
  parent = cxroster_autoid_subgroup.north.id
  name   = "Harbor Street"
}

resource "cxroster_autoid_location" "mill" {
  parent = cxroster_autoid_subgroup.north.id
  name   = "Old Mill"
  active = false
}

resource "cxroster_autoid_user" "dan" {
  parent = cxroster_autoid_location.harbor.id
  email  = "dan@northwind.example"
  roles  = ["Messaging Agent"]
}
