resource "cxroster_engagecx_organization" "northwind" {
  name                   = "Northwind Insurance"
  default_timezone       = "Europe/Bucharest"
  timezone_for_all_users = true
}
