"""The rival's addresses: the portal's own."""

from django.urls import path
from rival import views

urlpatterns = [
    path("", views.home),
    path("connexion", views.login),
    path("remboursements", views.payments),
]
