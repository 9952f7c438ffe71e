"""The pages of log-in that are not as the packages have them."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account_views
from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.totp import views as totp_views
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic.edit import FormView
from requests import RequestException

from config.account_forms import CodeAgainForm, CodeForm
from config.second_factor import CodeStage, has_factor, is_asked
from config.sign_on import SignOnProtocol
from personnel.models import User

MY_ACCOUNT = "personnel:my_account"


class LoginView(account_views.LoginView):
    """Log-in, with the button of a province's sign-on where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"sign_on": settings.SIGN_ON}


@login_not_required
def login(request: HttpRequest) -> HttpResponseBase:
    """Log-in; its form may be redirected to the sign-on, which a browser must be told."""
    return _may_lead_to_sign_on(LoginView.as_view())(request)


def change_password(request: HttpRequest) -> HttpResponseBase:
    """One's own password; an account that only the sign-on opens has none to change."""
    if isinstance(request.user, User) and not request.user.has_usable_password():
        messages.info(
            request,
            _("Tài khoản của bạn không có mật khẩu riêng: hãy đổi ở hệ thống đăng nhập một lần."),
        )
        return redirect(MY_ACCOUNT)
    return account_views.password_change(request)


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where the package shows its factors, ours shows the whole account."""
    return redirect(MY_ACCOUNT)


class CodeView(FormView):
    """The code of the phone, or a recovery code, after the password."""

    form_class = CodeForm
    template_name = "mfa/authenticate.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001
        if not has_factor(self.stage.login.user):
            # Taken off by an administrator in the meantime.
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.stage.login.user}

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        answer: HttpResponse = self.stage.exit()
        return answer


enter_code = login_stage_required(stage=CodeStage.key, redirect_urlname="account_login")(
    CodeView.as_view()
)


class CodeAgainView(account_views.BaseReauthenticateView):
    """A code instead of the password, before something that matters."""

    form_class = CodeAgainForm
    template_name = "mfa/reauthenticate.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        answer: HttpResponse = super().form_valid(form)
        return answer


class ActivateView(totp_views.ActivateTOTPView):
    """The set-up of the app; a wrong code is answered like every form of ours."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"required": is_asked(self.request)}

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


# --- A province's own sign-on ---------------------------------------------------------------


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_on_begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Leave for the provider; a link alone only asks whether to."""
    view = OAuth2LoginView.adapter_view(_protocol(request, provider_id))
    return _told_if_away(request, _may_lead_to_sign_on(view))


@login_not_required
@never_cache
@require_safe
def sign_on_return(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the provider."""
    view = OAuth2CallbackView.adapter_view(_protocol(request, provider_id))
    return _told_if_away(request, view)


def _told_if_away(request: HttpRequest, view: Any) -> HttpResponseBase:
    """A provider that is away, or answers nonsense, is no fault of this site."""
    try:
        answer: HttpResponseBase = view(request)
    except (RequestException, OAuth2Error) as error:
        return render_authentication_error(request, None, exception=error)
    return answer


def _protocol(request: HttpRequest, provider_id: str) -> SignOnProtocol:
    protocol = SignOnProtocol(request, provider_id)
    try:
        protocol.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404(_("Nơi này không dùng đăng nhập một lần.")) from None
    return protocol


def _may_lead_to_sign_on(view: Any) -> Any:
    if settings.SIGN_ON is None:
        return view
    return csp_update({"form-action": list(settings.SIGN_ON.form_origins)})(view)
