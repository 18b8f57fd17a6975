using System.Text.Json;
using IML.RbaBot.BotFramework.Authentication;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.BotFramework.Hosting;

/// <summary>One POST: who calls, what they say, may they, not too fast; then the bot's turn and its answer.</summary>
internal sealed class MessagesEndpoint(
    InboundTokenCheck tokens,
    ActivityAllowList allowList,
    PersonRateLimiter limiter,
    IConnectorClient connector,
    IOptions<BotFrameworkOptions> options,
    TimeProvider time,
    ILogger<MessagesEndpoint> log)
{
    private readonly BotFrameworkOptions settings = options.Value;

    /// <summary>Handles one call. What the bot throws goes through: the bot has the one place that catches.</summary>
    public async Task HandleAsync(HttpContext context, IBot bot)
    {
        using var timeout = new CancellationTokenSource(settings.RequestTimeout, time);
        Activity? activity = null;
        try
        {
            activity = await AdmitAsync(context, timeout.Token);
            if (activity is null)
            {
                return;
            }

            if (Person(activity) is { } person && !limiter.Admit(person))
            {
                log.Throttled(person, activity.Id);
                await AnswerThrottledAsync(context, activity, bot);
                return;
            }

            // The turn is not bound to the connection: what a person pressed is carried out, though their phone went to sleep.
            var answer = await bot.OnTurnAsync(new TurnContext(activity, connector), timeout.Token);
            await AnswerAsync(context, activity, answer);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.Response.HasStarted)
        {
            log.TurnTimedOut(activity?.Id, activity?.Type, settings.RequestTimeout.TotalSeconds);
            await RefuseAsync(context, StatusCodes.Status504GatewayTimeout, "timeout", message: null);
        }
    }

    /// <summary>The activity, when it may come in; otherwise null, and the refusal is written.</summary>
    private async ValueTask<Activity?> AdmitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        InboundToken? token = null;
        if (!settings.AuthenticationOff)
        {
            // Before the body: nothing is read for a caller without a good token.
            (token, var bad) = await tokens.CheckAsync(context.Request.Headers.Authorization, cancellationToken);
            if (bad is not null)
            {
                await RefuseAsync(context, bad, activity: null);
                return null;
            }
        }

        LimitBody(context);
        var (activity, problem) = await ActivityBody.ReadAsync(context.Request, settings.BodyLimitBytes, cancellationToken);
        if (activity is null)
        {
            log.BodyRefused(problem?.Code ?? "");
            await RefuseAsync(context, problem?.Status ?? StatusCodes.Status400BadRequest, problem?.Code ?? "", problem?.Message);
            return null;
        }

        if ((token?.Check(activity) ?? allowList.Check(activity)) is { } refusal)
        {
            await RefuseAsync(context, refusal, activity);
            return null;
        }

        if (activity.Conversation?.Id is not { Length: > 0 })
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "conversation-missing", "The activity names no conversation.");
            return null;
        }

        return activity;
    }

    private void LimitBody(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            // One byte more than the limit, so that the limit's own answer is given and not the server's.
            feature.MaxRequestBodySize = settings.BodyLimitBytes + 1L;
        }
    }

    private static string? Person(Activity activity) =>
        activity.From?.AadObjectId is { Length: > 0 } objectId ? objectId : activity.From?.Id;

    private static Task AnswerAsync(HttpContext context, Activity activity, InvokeResponse? answer)
    {
        if (activity.Type != ActivityTypes.Invoke)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        answer ??= InvokeResponse.NotImplemented();
        context.Response.StatusCode = answer.Status;
        if (answer.Body is not { } body)
        {
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, BotFrameworkJson.WriterOptions))
        {
            body.WriteTo(writer);
        }

        // Not flushed here: the server sends it with the end of the response, in one piece instead of two. Nor bound by the timeout: an
        // answer that is late is sent all the same, and never followed by a second one.
        return Task.CompletedTask;
    }

    private static Task AnswerThrottledAsync(HttpContext context, Activity activity, IBot bot)
    {
        if (activity.Type == ActivityTypes.Invoke)
        {
            return AnswerAsync(context, activity, bot.OnThrottled(activity));
        }

        context.Response.Headers.RetryAfter = "1";
        return RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too-many-requests", message: null);
    }

    private Task RefuseAsync(HttpContext context, Refusal refusal, Activity? activity)
    {
        log.Refused(refusal.Code, activity?.Id, activity?.Type, activity?.GetTenantId(), activity?.ChannelId);
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return RefuseAsync(context, refusal.Status, refusal.Code, message: null);
    }

    private static async Task RefuseAsync(HttpContext context, int status, string code, string? message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, BotFrameworkJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            if (message is not null)
            {
                writer.WriteString("message"u8, message);
            }

            writer.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
