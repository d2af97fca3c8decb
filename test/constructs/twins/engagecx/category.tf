resource "cxroster_engagecx_category" "daily" {
  name    = "Daily Work"
  order   = 1
  columns = 2
}

resource "cxroster_engagecx_category" "back" {
  name    = "Back Office"
  order   = 2
  columns = 1
}
