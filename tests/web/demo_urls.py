"""The product's addresses with the demonstration's door."""

from guong.web import demo_door
from guong.web.urls import handler404, handler500
from guong.web.urls import urlpatterns as product

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [*product, *demo_door.routes]
