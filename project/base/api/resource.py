"""The base of every viewset: fetch in scope, bind, call one action, answer. Rules stand in none of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from project.base import access, clock
from project.base.errors import Conflict, Invalid, NotAllowed, QuillhouseError, Stale, WrongState
from project.base.features import require_call, require_on
from project.base.states import TransitionTable

from . import hooks
from .bodies import Body, checked, parameters, typed
from .endpoint import Endpoint
from .parsing import ProblemBesideFileRenderer, ProblemOrJSONRenderer, StrictJSONParser
from .problems import ROOT, ScopeMissing

SAFE = ("GET", "HEAD", "OPTIONS")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_VERSION = re.compile(r'(?:W/)?"([0-9]{1,9})"')


class ByMiddleware(BaseAuthentication):
    """The person that PersonMiddleware found, by session or token. A token that opens nothing is 401, be
    there a session or not."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        if request._request.token_refused:
            raise exceptions.AuthenticationFailed(_("This access token is not valid here."))
        user = request._request.user
        return (user, request._request.token) if user.is_authenticated else None

    def authenticate_header(self, request: Any) -> str:
        return "Token"


def _is_readable(kind: str) -> bool:
    try:
        parse_header_parameters(kind)
    except (ValueError, TypeError):
        return False
    return True


class Negotiation(DefaultContentNegotiation):
    """By `Accept` alone; what of it nobody can read counts as not said."""

    def get_accept_list(self, request: Any) -> list[str]:
        return [kind for kind in super().get_accept_list(request) if _is_readable(kind)] or ["*/*"]

    def filter_renderers(self, renderers: Any, format: str) -> Any:
        return renderers


class Resource(ViewSet):
    """Some things of one kind. Methods are stated with `endpoint` and `verb`; one that is not refuses all.

    `table`: the transition table of the things, for `allowed` and `blocked`. `thing` and `shown` are what a
    subclass gives: the thing of an address in the viewer's scope, and the dict that answers with it.
    """

    #: Not OPTIONS: the schema describes every endpoint.
    http_method_names = ("get", "head", "post", "put", "patch", "delete")
    authentication_classes = (ByMiddleware,)
    permission_classes = ()
    throttle_classes = ()
    parser_classes = (StrictJSONParser,)
    renderer_classes = (ProblemOrJSONRenderer,)
    content_negotiation_class = Negotiation
    lookup_field = "public_id"
    lookup_value_converter = "public_id"
    table: ClassVar[TransitionTable | None] = None
    #: There is one for each caller, and no id in the address: `retrieve`, `update` … stand at the path.
    single: ClassVar[bool] = False
    #: Of which any answer may show a secret (project.base.secrecy).
    shows_secret: ClassVar[bool] = False

    asked: dict[str, Any]
    body: dict[str, Any]
    now: dt.datetime

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        """The view, which the gate lets in: each method states for itself who may use it."""
        view = super().as_view(actions, **initkwargs)
        view.access, view.shows_secret = access.API, cls.shows_secret
        return view

    # --- what a subclass gives ---
    def thing(self, key: str) -> Any:
        """The thing of an address, in the viewer's scope. Raises NotVisible."""
        raise NotImplementedError

    def shown(self, thing: Any) -> dict[str, Any]:
        """The answer that is this thing."""
        raise NotImplementedError

    # --- the door ---
    def get_renderers(self) -> list[Any]:
        """JSON; of an endpoint that answers with a file also for whoever accepts that alone."""
        stated = self._statement()
        kinds = stated.media_types if stated else ()
        return [*super().get_renderers(), *(ProblemBesideFileRenderer(kind) for kind in kinds)]

    @property
    def http(self) -> Any:
        """The request as pages know it (MemberRequest, or AgencyRequest of a public endpoint)."""
        return self.request._request

    @property
    def viewer(self) -> Any:
        return self.http.viewer

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Who it is, how often, whether they may at all; before anything is read."""
        self.now = clock.now()
        self.stated = self._statement()
        # Before it is said that a token opens nothing: who guesses is counted, too.
        hooks.throttle()(request._request, self.stated.throttle if self.stated else "")
        self.perform_authentication(request)
        self._admit(request)
        super().initial(request, *args, **kwargs)

    def _statement(self) -> Endpoint | None:
        method = getattr(self, self.action or "", None)
        return getattr(method, "endpoint", None)

    def _admit(self, request: Any) -> None:
        who = self.stated.who if self.stated else None
        if request.token:
            require_on(request._request.agency, "tokens")
        if request.token and not request.token.reaches(area_of(request.path_info)):
            raise ScopeMissing(_("This access token does not include this part of the API."))
        if who and who.statement == access.PUBLIC:
            self._require_feature(request)
            return
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated(_("Send an access token, or sign in."))
        if request.member is None:
            raise NotAllowed(_("You are not a member of this agency."))
        if request.token and request.method not in SAFE and request.token.read_only:
            raise ScopeMissing(_("This access token is read-only."))
        if request.token and self.stated and self.stated.by_session:
            raise ScopeMissing(_("No access token can do this. Sign in in the browser."))
        if who is None and self.action not in (None, "metadata"):
            raise NotAllowed()
        if who and who.right and not who.right(request.viewer):
            raise NotAllowed(_("Your role at this agency does not allow this."))
        self._require_feature(request)

    def _require_feature(self, request: Any) -> None:
        require_call(
            request._request.viewer, getattr(self, "basename", "") or "", self.action or "", request.method
        )

    # --- one call ---
    def answer(self, stated: Endpoint, method: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Check query and body, then run `method`; a creating one once for each key."""
        self.asked = checked(stated.query, typed(stated.query, parameters(request.query_params)))
        self.body = self._body(stated, request)
        if stated.dangerous and not request.token and (stated.when is None or stated.when(self)):
            hooks.prove()(request._request)
        key = request.headers.get("Idempotency-Key")
        if not stated.creates or key is None:
            return method(self, request, *args, **kwargs)
        if not _KEY.fullmatch(key):
            raise Invalid({"Idempotency-Key": [_("Enter 1 to 200 visible ASCII characters.")]})
        run = lambda: self._printed(method(self, request, *args, **kwargs))  # noqa: E731
        return hooks.once()(request._request, key=key, fingerprint=self._fingerprint(request), run=run)

    def _body(self, stated: Endpoint, request: Any) -> dict[str, Any]:
        if request.method in SAFE:
            return {}
        if stated.uploads:
            return checked(stated.body or Body, parameters(request.data))
        if stated.body is None:
            if request._request.META.get("CONTENT_LENGTH") not in (None, "", "0") and request.data:
                raise Invalid({str(name): [_("This field is unknown.")] for name in list(request.data)[:20]})
            return {}
        return checked(stated.body, request.data, partial=stated.partial)

    def _fingerprint(self, request: Any) -> str:
        whole = json.dumps([request.method, request.path, request.data], sort_keys=True, default=_told)
        return hashlib.sha256(whole.encode()).hexdigest()

    def _printed(self, response: Response) -> HttpResponse:
        """The answer rendered, to be stored."""
        response = self.finalize_response(self.request, response)
        return response.render()

    # --- answers ---
    def created(self, thing: Any, address: str = "") -> Response:
        """201 with the thing, and where it stands from now on."""
        response = self.ok(thing, status=201)
        if address:
            response["Location"] = address
        return response

    def ok(self, thing: Any, status: int = 200) -> Response:
        """The thing, with the ETag of its version if it has one."""
        response = Response(self.shown(thing), status=status)
        if version := getattr(thing, "version", None):
            response["ETag"] = f'"{version}"'
        return response

    def version(self) -> int:
        """The version that a change was made from: of the body, else of If-Match. Raises Invalid without."""
        if told := self.body.get("version"):
            return int(told)
        found = _VERSION.fullmatch(self.request.headers.get("If-Match", ""))
        if found is None:
            raise Invalid({"version": [_("Enter the version that you changed, here or as If-Match.")]})
        return int(found[1])

    def version_if_sent(self) -> int | None:
        """As `version`, for a verb that can do without."""
        sent = "version" in self.body or "If-Match" in self.request.headers
        return self.version() if sent else None

    def verbs_of(self, thing: Any) -> dict[str, Any]:
        """`allowed` and `blocked` of the thing for this viewer, from the table that its page asks."""
        if self.table is None:
            return {}
        choices = self.table.choices(self.viewer, thing)
        return {
            "allowed": [choice.transition.verb for choice in choices if choice.allowed],
            "blocked": {
                choice.transition.verb: str(choice.reason) for choice in choices if not choice.allowed
            },
        }

    def actions_of(self, thing: Any) -> Response:
        """The answer of `GET {id}/actions/`."""
        return Response({"state": thing.state, **self.verbs_of(thing)})

    def conflict_facts(self, error: Exception) -> dict[str, Any]:
        """What a 409 says beyond its sentence: the state and verbs of the thing as it is now, or the stored
        record that was newer."""
        key = self.kwargs.get(self.lookup_field)
        if not isinstance(error, Conflict) or key is None or type(self).thing is Resource.thing:
            return {}
        try:
            thing = self.thing(key)
        except (QuillhouseError, Http404):
            return {}
        if isinstance(error, Stale):
            return {"current": self.shown(thing)}
        if isinstance(error, WrongState) and self.table is not None:
            return {"state": thing.state, **self.verbs_of(thing)}
        return {}


def _told(value: Any) -> str:
    """What stands for a value that JSON does not have: of a file its name and its bytes, hashed."""
    if not isinstance(value, UploadedFile):
        return str(value)
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    return f"{value.name} {digest.hexdigest()}"


def area_of(path: str) -> str:
    """The first part of an address below the root: what scopes of tokens name."""
    return path.removeprefix(ROOT).partition("/")[0]
