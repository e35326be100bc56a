"""Tables of the database, for SQLite and PostgreSQL alike; changes to them are migrations in ``migrations``."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Float, LargeBinary, MetaData, String, Table, Text, func

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

translations = Table(
    "translations",
    metadata,
    # SHA-256 of route, packages, decoding settings and exact source text.
    Column("key", String(64), primary_key=True),
    Column("route", String(200), nullable=False),
    Column("packages", Text, nullable=False),
    Column("decoding", String(200), nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("likelihood", Float, nullable=True),
    Column("flags", Text, nullable=False),  # JSON: [[kind, note], ...]
    Column("is_human", Boolean, nullable=False, default=False),
    Column("made", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

vectors = Table(
    "vectors",
    metadata,
    # SHA-256 of embedder and exact text.
    Column("key", String(64), primary_key=True),
    Column("embedder", String(100), nullable=False),
    Column("vector", LargeBinary, nullable=False),  # little-endian float32
)
