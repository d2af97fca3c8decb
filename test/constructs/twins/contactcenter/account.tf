resource "cxroster_contactcenter_account" "northwind" {
  name = "Northwind"
}
