using System.Net;

namespace IML.RbaBot.BotFramework.Connector;

/// <summary>What a failed call means for the caller.</summary>
public enum ConnectorFailure
{
    /// <summary>The channel said something that the rules do not know.</summary>
    Unknown,

    /// <summary>Too many messages (429, 412): later, not before <see cref="ConnectorException.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>The channel, the network or the token service is away for now: later.</summary>
    Transient,

    /// <summary>401, 403, 404, 413: this address is dead for this message; take the next of the fallback chain.</summary>
    PermanentlyGone,
}

/// <summary>A call to the channel failed for good, or for longer than its time allowed.</summary>
public sealed class ConnectorException : Exception
{
    public ConnectorException(ConnectorFailure kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    public ConnectorException()
        : this(ConnectorFailure.Unknown, "A call to the channel failed.")
    {
    }

    public ConnectorException(string message)
        : this(ConnectorFailure.Unknown, message)
    {
    }

    public ConnectorException(string message, Exception innerException)
        : this(ConnectorFailure.Unknown, message, innerException)
    {
    }

    /// <summary>What it means.</summary>
    public ConnectorFailure Kind { get; }

    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the channel asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The channel's own code, for instance <c>BotNotInConversationRoster</c>.</summary>
    public string? ErrorCode { get; init; }
}
