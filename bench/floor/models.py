"""The rows of the floor: people who sign in; orders with a client, a writer and a service."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class User(AbstractBaseUser):
    """Somebody who signs in."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Named(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Client(Named):
    pass


class Writer(Named):
    pass


class Service(Named):
    pass


class State(models.TextChoices):
    PLACED = "placed", "Placed"
    IN_PROGRESS = "in_progress", "In progress"
    IN_REVIEW = "in_review", "In review"
    DELIVERED = "delivered", "Delivered"
    COMPLETED = "completed", "Completed"


class Order(models.Model):
    """An order as a small Django program would keep it."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    client = models.ForeignKey(Client, models.PROTECT)
    writer = models.ForeignKey(Writer, models.PROTECT)
    service = models.ForeignKey(Service, models.PROTECT)
    state = models.CharField(max_length=20, choices=State)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    placed_at = models.DateTimeField()
    deadline = models.DateTimeField()
    delivered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-placed_at", "-id"], name="floor_order_list")]

    def __str__(self) -> str:
        return self.number
