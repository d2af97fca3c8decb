resource "cxroster_engagecx_category" "daily" {
  name = "Daily Work"
}

resource "cxroster_engagecx_group" "handlers" {
  name = "Claims Handlers"
}

resource "cxroster_engagecx_user" "ana" {
  email  = "ana@northwind.example"
  groups = [cxroster_engagecx_group.handlers.name]
}

resource "cxroster_engagecx_app" "communications" {
  name       = "Communications"
  category   = cxroster_engagecx_category.daily.name
  access     = { groups = ["Everyone"] }
  activation = "trial"
}

resource "cxroster_engagecx_app" "tasks" {
  name     = "Tasks"
  category = cxroster_engagecx_category.daily.name
  access = {
    groups = [cxroster_engagecx_group.handlers.name]
    users  = [cxroster_engagecx_user.ana.email]
  }
  activation = "trial"
}
