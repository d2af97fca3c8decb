import {
  to = cxroster_autoid_group.main
  id = "Main Group"
}

resource "cxroster_autoid_group" "main" {
  name = "Main Group"
}

resource "cxroster_autoid_subgroup" "all" {
  for_each = toset(["North", "South"])
  parent   = cxroster_autoid_group.main.id
  name     = each.key
}

resource "cxroster_autoid_subgroup" "night" {
  parent = cxroster_autoid_subgroup.all["North"].id
  name   = "Night Shift"
}
