# Sourced before every test: a test sees no account, no folder and no locale of the person who runs it.
for name in $(env | sed -n 's/^\(AWS_[A-Za-z0-9_]*\|XDG_[A-Za-z0-9_]*\|ETRIG_CONFIG\|NO_COLOR\|VISUAL\|EDITOR\|LANG\|LANGUAGE\|LC_[A-Z]*\|[a-z]*_proxy\|[A-Z]*_PROXY\)=.*/\1/p'); do
    unset "$name"
done
HOME=$builddir/tests/home
TZ=UTC
LC_ALL=C.UTF-8
# Nobody is asked for the keys of a machine in a cloud.
AWS_EC2_METADATA_DISABLED=true
export HOME TZ LC_ALL AWS_EC2_METADATA_DISABLED
mkdir -p "$HOME"
