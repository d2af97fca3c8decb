resource "cxroster_cxengage_group" "claims" {
  name        = "Claims"
  description = "Handles claims"
}

resource "cxroster_cxengage_group" "night" {
  name = "Night Shift"
}
