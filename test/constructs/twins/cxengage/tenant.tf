resource "cxroster_cxengage_tenant" "northwind" {
  name                    = "Northwind"
  description             = "Claims and sales of Northwind"
  timezone                = "Europe/London"
  platform_authentication = "enabled"
}
